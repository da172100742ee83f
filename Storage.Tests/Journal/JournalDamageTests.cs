using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Tests.Journal;

public sealed class JournalDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cut_at_any_byte_the_whole_records_before_the_cut_are_read_and_the_rest_is_gone()
    {
        var (references, bytes) = await SegmentAsync(4);
        var ends = Ends(references, bytes);
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            await AssertRecoversAsync(references, bytes[..cut], index => ends[index] <= cut);
        }
    }

    [Fact]
    public async Task Cut_inside_preallocated_space_it_is_the_same()
    {
        var (references, bytes) = await SegmentAsync(4);
        var ends = Ends(references, bytes).ConvertAll(end => bytes.AsSpan(0, end).LastIndexOfAnyExcept((byte)0) + 1);
        for (var cut = 128; cut < bytes.Length; cut++)
        {
            await AssertRecoversAsync(references, [.. bytes[..cut], .. new byte[8192]], index => ends[index] <= cut);
        }
    }

    [Fact]
    public async Task A_flipped_bit_in_a_middle_record_costs_that_record_and_is_reported()
    {
        var (references, bytes) = await SegmentAsync(4);
        var (start, end) = ((int)references[1].Offset, (int)references[2].Offset);
        for (var position = start; position < end; position++)
        {
            var damaged = bytes.ToArray();
            damaged[position] ^= (byte)(1 << (position % 8));
            var entries = await ReadAsync(damaged);
            if (entries.Ids().Count() == 4)
            {
                // Only the zeros that fill up to the next record carry nothing.
                Assert.InRange(position, end - 7, end);
                continue;
            }

            Assert.Equal([Deliveries.Id(0), Deliveries.Id(2), Deliveries.Id(3)], entries.Ids());
            var damage = Assert.IsType<DamagedRecord>(entries[1]);
            Assert.Equal(new JournalPosition(1, start), damage.Position);
            Assert.Equal(new JournalPosition(1, end), damage.Next);
            Assert.Equal(end - start, damage.Length);
            await Assert.ThrowsAsync<PayloadDamagedException>(() => new PayloadReader(_folder["read"]).ReadAsync(references[1], CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_flipped_bit_in_the_header_of_a_segment_costs_nothing()
    {
        var (_, bytes) = await SegmentAsync(3);
        for (var position = 0; position < 128; position++)
        {
            var damaged = bytes.ToArray();
            damaged[position] ^= 0x10;
            Assert.Equal(Journals.Ids(3), (await ReadAsync(damaged)).Ids());
        }
    }

    [Fact]
    public async Task A_segment_whose_both_headers_are_gone_is_reported_as_a_whole_and_kept()
    {
        var (_, bytes) = await SegmentAsync(3);
        bytes.AsSpan(0, 128).Fill(0xEE);
        var damage = Assert.IsType<DamagedRecord>(Assert.Single(await ReadAsync(bytes)));
        Assert.Equal(bytes.Length - 128, damage.Length);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(SegmentPath(1)));
    }

    [Fact]
    public async Task A_hole_of_zeros_in_the_middle_is_damage_not_the_end()
    {
        var (references, bytes) = await SegmentAsync(5);
        bytes.AsSpan((int)references[1].Offset, (int)(references[3].Offset - references[1].Offset)).Clear();
        var entries = await ReadAsync(bytes);
        Assert.Equal([Deliveries.Id(0), Deliveries.Id(3), Deliveries.Id(4)], entries.Ids());
        Assert.IsType<DamagedRecord>(entries[1]);
    }

    [Fact]
    public async Task A_body_that_looks_like_a_record_is_never_taken_for_one()
    {
        // Everything is right about the forged record, its place too, but for the marker that nobody outside can know.
        var carrier = Deliveries.Facts(50) with { Event = null };
        var facts = new byte[FactsFormat.Bound(carrier)];
        var factsLength = FactsFormat.Write(carrier, new byte[32], facts);
        var padding = (int)(RecordHeader.Aligned(factsLength) - factsLength);
        var offset = SegmentHeader.Size + RecordHeader.Size + factsLength + padding;
        var forged = new byte[padding + RecordHeader.Size];
        new RecordHeader(0x1234567, Crc32C.Compute([]), offset, 0, 0, RecordKind.Closing).Write(forged.AsSpan(padding));
        await using (var journal = await Journals.OpenAsync(_folder["forged"]))
        {
            await journal.AppendAsync(carrier, forged, CancellationToken.None);
            await journal.AppendAsync(51);
        }

        var path = SegmentNames.PathOf(_folder["forged"], 1);
        var damaged = await File.ReadAllBytesAsync(path);
        Assert.NotNull(RecordHeader.Parse(damaged.AsSpan(offset), offset));
        damaged[SegmentHeader.Size] ^= 1;
        await File.WriteAllBytesAsync(path, damaged);
        await using var reopened = await Journals.OpenAsync(_folder["forged"]);
        var entries = await reopened.EntriesAsync();
        Assert.Equal([Deliveries.Id(51)], entries.Ids());
        Assert.Equal(((DeliveryEntry)entries[1]).Position, Assert.IsType<DamagedRecord>(entries[0]).Next);
    }

    [Fact]
    public async Task A_segment_in_the_middle_that_lost_its_end_is_reported()
    {
        var references = await Journals.WriteAsync(_folder["read"], 60, segmentBytes: 4096);
        var last = references.FindLastIndex(reference => reference.Segment == 2);
        using (var file = new FileStream(SegmentPath(2), FileMode.Open))
        {
            file.SetLength(references[last].Offset);
        }

        await using var journal = await Journals.OpenAsync(_folder["read"]);
        var entries = await journal.EntriesAsync();
        Assert.Equal(Journals.Ids(60).Where((_, index) => index != last), entries.Ids());
        var damage = Assert.Single(entries.OfType<DamagedRecord>());
        Assert.Equal(new JournalPosition(2, references[last].Offset), damage.Position);
        Assert.Equal(new JournalPosition(3, 0), damage.Next);
    }

    [Fact]
    public async Task A_missing_segment_is_reported()
    {
        var references = await Journals.WriteAsync(_folder["read"], 60, segmentBytes: 4096);
        File.Delete(SegmentPath(2));
        await using var journal = await Journals.OpenAsync(_folder["read"]);
        var entries = await journal.EntriesAsync();
        Assert.Equal(Journals.Ids(60).Where((_, index) => references[index].Segment != 2), entries.Ids());
        Assert.Contains("Segment 2 is missing", Assert.Single(entries.OfType<DamagedRecord>()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_is_reported_once_to_a_reader_that_goes_on_behind_it()
    {
        var (references, bytes) = await SegmentAsync(3);
        bytes[references[1].Offset + 60] ^= 1;
        Directory.CreateDirectory(_folder["read"]);
        await File.WriteAllBytesAsync(SegmentPath(1), bytes);
        await using var journal = await Journals.OpenAsync(_folder["read"]);
        var damage = (await journal.EntriesAsync()).OfType<DamagedRecord>().Single();
        Assert.Equal([Deliveries.Id(2)], (await journal.EntriesAsync(damage.Next)).Ids());
    }

    /// <summary>A record ends where the next begins, the last one before the closing record.</summary>
    private static List<int> Ends(List<PayloadReference> references, byte[] bytes) =>
        [.. references.Skip(1).Select(reference => (int)reference.Offset), bytes.Length - RecordHeader.Size];

    private string SegmentPath(long number) => SegmentNames.PathOf(_folder["read"], number);

    private async Task<(List<PayloadReference> References, byte[] Bytes)> SegmentAsync(int count)
    {
        var references = await Journals.WriteAsync(_folder["written"], count);
        return (references, await File.ReadAllBytesAsync(SegmentNames.PathOf(_folder["written"], 1)));
    }

    private async Task<List<JournalEntry>> ReadAsync(byte[] segment)
    {
        Directory.CreateDirectory(_folder["read"]);
        await File.WriteAllBytesAsync(SegmentPath(1), segment);
        File.Delete(SegmentPath(2));
        await using var journal = await Journals.OpenAsync(_folder["read"], new FaultyFiles { SkipsFlush = true });
        return await journal.EntriesAsync();
    }

    private async Task AssertRecoversAsync(List<PayloadReference> references, byte[] segment, Func<int, bool> isWhole)
    {
        var files = new FaultyFiles { SkipsFlush = true };
        Directory.CreateDirectory(_folder["read"]);
        File.Delete(SegmentPath(2));
        await File.WriteAllBytesAsync(SegmentPath(1), segment);
        await using (var journal = await Journals.OpenAsync(_folder["read"], files, segmentBytes: 4096))
        {
            await journal.AppendAsync(900);
        }

        await using var reopened = await Journals.OpenAsync(_folder["read"], files, segmentBytes: 4096);
        var entries = await reopened.EntriesAsync();
        Assert.Equal([.. Journals.Ids(references.Count).Where((_, index) => isWhole(index)), Deliveries.Id(900)], entries.Ids());
        Assert.DoesNotContain(entries, entry => entry is DamagedRecord);
    }
}
