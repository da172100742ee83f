using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Tests.Journal;

public sealed class StoredFormTests : IDisposable
{
    private static readonly byte[] Json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 400).Select(i => $"{{\"sha\":\"{i:x40}\",\"distinct\":true}},")));
    private static readonly JournalKey First = new("first", RandomNumberGenerator.GetBytes(32));
    private static readonly JournalKey Second = new("second", RandomNumberGenerator.GetBytes(32));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_body_that_gets_smaller_is_stored_smaller_and_read_as_it_was()
    {
        var reference = await AppendAsync(Json);
        Assert.Equal(Json.Length, reference.Length);
        Assert.InRange(Size(), 1, Json.Length / 2);
        Assert.Equal(Json, await ReadAsync(reference));
    }

    [Fact]
    public async Task A_body_that_does_not_get_smaller_is_stored_as_received()
    {
        var noise = RandomNumberGenerator.GetBytes(200_000);
        var reference = await AppendAsync(noise);
        Assert.True(await IsOnDiskAsync(noise));
        Assert.Equal(noise, await ReadAsync(reference));
    }

    [Fact]
    public async Task Without_compression_a_body_is_stored_as_received()
    {
        var reference = await AppendAsync(Json, compresses: false);
        Assert.True(await IsOnDiskAsync(Json));
        Assert.Equal(Json, await ReadAsync(reference));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(70_000)]
    [InlineData(3_000_000)]
    public async Task Bodies_of_any_size_come_back_in_every_form(int length)
    {
        var body = new byte[length];
        RandomNumberGenerator.Fill(body.AsSpan(0, length / 3));
        foreach (var (compresses, key) in new (bool, JournalKey?)[] { (false, null), (true, null), (false, First), (true, First) })
        {
            Assert.Equal(body, await ReadAsync(await AppendAsync(body, compresses, key), First));
        }
    }

    [Fact]
    public async Task An_encrypted_body_does_not_show_in_the_file_and_needs_its_key()
    {
        var secret = "a text that must not be on the disk"u8.ToArray();
        var reference = await AppendAsync(secret, key: First);
        Assert.False(await IsOnDiskAsync(secret));
        Assert.Equal(secret, await ReadAsync(reference, Second, First));
        var missing = await Assert.ThrowsAsync<JournalKeyException>(() => ReadAsync(reference, Second));
        Assert.Equal("first", missing.KeyId);
        Assert.Contains("'first', which is not configured", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_with_another_value_is_named_and_never_shown()
    {
        var reference = await AppendAsync(Json, key: First);
        var other = new JournalKey("first", RandomNumberGenerator.GetBytes(32));
        var failure = await Assert.ThrowsAsync<JournalKeyException>(() => ReadAsync(reference, other));
        Assert.Contains("'first'", failure.Message, StringComparison.Ordinal);
        foreach (var key in new[] { First, other })
        {
            Assert.DoesNotContain(Convert.ToBase64String(key.Value), failure.ToString() + key, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToHexString(key.Value), failure.ToString() + key, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task After_a_change_of_keys_old_and_new_bodies_are_read()
    {
        var old = await AppendAsync(Json, key: First, number: 1);
        var plain = await AppendAsync(Json, number: 2);
        var young = await AppendAsync(Json, key: Second, number: 3);
        foreach (var reference in new[] { old, plain, young })
        {
            Assert.Equal(Json, await ReadAsync(reference, Second, First));
        }
    }

    [Fact]
    public void An_encrypted_body_that_was_moved_to_another_delivery_is_refused()
    {
        var sealedBody = new BodySealer(First).Seal(Json, null, new byte[16], new byte[32]);
        var bytes = new byte[sealedBody.Length];
        sealedBody.CopyTo(bytes);
        var form = Assert.IsType<BodyForm>(sealedBody.Form);
        Assert.Null(BodySealer.Open(bytes.ToArray(), First, form, [1, .. new byte[15]], new byte[32]));
        Assert.Null(BodySealer.Open(bytes.ToArray(), First, form, new byte[16], [1, .. new byte[31]]));
        Assert.Null(BodySealer.Open(bytes.ToArray(), First, form with { Length = 5 }, new byte[16], new byte[32]));
        Assert.Null(BodySealer.Open(bytes.ToArray(), First, form with { IsCompressed = true }, new byte[16], new byte[32]));
        Assert.Equal(Json, Assert.NotNull(BodySealer.Open(bytes, First, form, new byte[16], new byte[32])).ToArray());
    }

    [Fact]
    public void Equal_bodies_are_never_sealed_to_equal_bytes()
    {
        var sealer = new BodySealer(First);
        var bodies = Enumerable.Range(0, 50).Select(_ => sealer.Seal(Json, null, new byte[16], new byte[32]))
            .Append(new BodySealer(First).Seal(Json, null, new byte[16], new byte[32]));
        var seen = bodies.Select(body => Convert.ToHexString(body.Pieces[0].Span[..64])).ToList();
        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void What_unpacks_to_more_or_less_than_was_recorded_is_refused()
    {
        using var encoded = new MemoryStream();
        using (var brotli = new System.IO.Compression.BrotliStream(encoded, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(new byte[50_000_000]);
        }

        var decoder = new BodyDecoder([]);
        foreach (var recorded in new[] { 0, 1000, 49_999_999, 50_000_001 })
        {
            var form = new BodyForm(recorded, IsCompressed: true, KeyId: null);
            Assert.Throws<PayloadDamagedException>(() => decoder.Decode(encoded.ToArray(), form, Deliveries.Id(1), new string('0', 64), "here"));
        }
    }

    [Fact]
    public async Task A_flipped_bit_in_a_compressed_or_encrypted_body_is_damage()
    {
        foreach (var key in new[] { null, First })
        {
            var folder = _folder[key is null ? "plain" : "encrypted"];
            var reference = await AppendAsync(Json, key: key, folder: folder);
            var path = SegmentNames.PathOf(folder, reference.Segment);
            var bytes = await File.ReadAllBytesAsync(path);
            bytes[reference.Offset + 400] ^= 1;
            await File.WriteAllBytesAsync(path, bytes);
            await Assert.ThrowsAsync<PayloadDamagedException>(() => new PayloadReader(folder, [First]).ReadAsync(reference, CancellationToken.None));
        }
    }

    [Fact]
    public async Task The_journal_gives_the_length_and_hash_of_the_raw_body_after_reopening()
    {
        var reference = await AppendAsync(Json, key: First);
        await using var journal = await Journals.OpenAsync(_folder.Path);
        var entry = Assert.IsType<DeliveryEntry>(Assert.Single(await journal.EntriesAsync()));
        Assert.Equal(reference, entry.Payload);
        Assert.Equal(Deliveries.Hash(Json), entry.Payload.Sha256);
    }

    private async Task<PayloadReference> AppendAsync(byte[] body, bool compresses = true, JournalKey? key = null, int number = 1, string? folder = null)
    {
        var options = new JournalOptions { Directory = folder ?? _folder.Path, Compresses = compresses, SegmentBytes = 1 << 20, Keys = key is null ? [] : [key] };
        await using var journal = await DeliveryJournal.OpenAsync(options, new FixedTime(), NullLogger.Instance, CancellationToken.None);
        return await journal.AppendAsync(Deliveries.Facts(number), body, CancellationToken.None);
    }

    private Task<byte[]> ReadAsync(PayloadReference reference, params JournalKey[] keys) =>
        new PayloadReader(_folder.Path, keys).ReadAsync(reference, CancellationToken.None);

    private async Task<bool> IsOnDiskAsync(byte[] bytes) =>
        (await File.ReadAllBytesAsync(SegmentNames.PathOf(_folder.Path, 1))).AsSpan().IndexOf(bytes) >= 0;

    private long Size() => Directory.GetFiles(_folder.Path, "*.segment").Sum(file => new FileInfo(file).Length);
}
