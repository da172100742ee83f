using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Tests.Journal;

public sealed class PayloadReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sees_what_is_appended_after_it_was_opened()
    {
        var reader = new PayloadReader(_folder.Path);
        await using var journal = await Journals.OpenAsync(_folder.Path, segmentBytes: 4096);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(Deliveries.Body(i), await reader.ReadAsync(await journal.AppendAsync(i), CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_missing_segment_or_an_offset_behind_the_end_is_missing()
    {
        var reference = (await Journals.WriteAsync(_folder.Path, 1))[0];
        await AssertMissingAsync(reference with { Segment = 99 });
        await AssertMissingAsync(reference with { Offset = 1 << 20 });
        await AssertMissingAsync(reference with { Offset = -8 });
        await AssertMissingAsync(reference with { Offset = long.MaxValue - 20 });
        File.Delete(SegmentNames.PathOf(_folder.Path, 1));
        await AssertMissingAsync(reference);
    }

    [Fact]
    public async Task A_reference_that_asks_for_another_body_is_refused()
    {
        var references = await Journals.WriteAsync(_folder.Path, 2);
        await AssertDamagedAsync(references[0] with { Length = references[0].Length + 1 });
        await AssertDamagedAsync(references[0] with { Length = int.MaxValue });
        await AssertDamagedAsync(references[0] with { Sha256 = references[1].Sha256 });
        await AssertDamagedAsync(references[0] with { Offset = references[0].Offset + 8 });
        await AssertDamagedAsync(references[0] with { Offset = 0 });
    }

    [Fact]
    public async Task A_body_cut_in_the_middle_is_missing()
    {
        var reference = (await Journals.WriteAsync(_folder.Path, 1))[0];
        using (var file = new FileStream(SegmentNames.PathOf(_folder.Path, 1), FileMode.Open))
        {
            file.SetLength(reference.Offset + 60);
        }

        await AssertMissingAsync(reference);
    }

    private Task<PayloadMissingException> AssertMissingAsync(PayloadReference reference) =>
        Assert.ThrowsAsync<PayloadMissingException>(() => new PayloadReader(_folder.Path).ReadAsync(reference, CancellationToken.None));

    private Task<PayloadDamagedException> AssertDamagedAsync(PayloadReference reference) =>
        Assert.ThrowsAsync<PayloadDamagedException>(() => new PayloadReader(_folder.Path).ReadAsync(reference, CancellationToken.None));
}
