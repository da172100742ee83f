using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Tests.Journal;

public sealed class FactsFormatTests
{
    private static readonly byte[] Sha256 = SHA256.HashData("body"u8);

    [Fact]
    public void Any_texts_come_back_as_they_were() =>
        Prop.ForAll<string, string, byte[]>((first, second, bytes) =>
        {
            var facts = Deliveries.Facts(1) with
            {
                Key = Text(first),
                Source = Text(second),
                Entity = second is null ? null : Text(second),
                WorkflowType = first is null ? null : Text(first),
                RemoteAddress = null,
                Provider = (WebhookProvider)((first?.Length ?? 0) % 3),
                Event = bytes,
                SettledAs = second is null ? null : Quarantined(first),
            };
            var (read, sha256) = FactsFormat.Read(Write(facts));
            Assert.Equal(facts with { Event = null, SettledAs = null }, read with { Event = null, SettledAs = null });
            Assert.Equal(facts.Event, read.Event);
            Assert.Equivalent(facts.SettledAs, read.SettledAs, strict: true);
            Assert.Equal(Convert.ToHexStringLower(Sha256), sha256);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Any_bytes_are_read_or_refused_and_never_more() =>
        Prop.ForAll<byte[], int>((noise, position) =>
        {
            byte[] bytes = [.. Write(Deliveries.Facts(1))];
            var start = Math.Abs(position % bytes.Length);
            noise.AsSpan(0, Math.Min(noise.Length, bytes.Length - start)).CopyTo(bytes.AsSpan(start));
            try
            {
                FactsFormat.Read(bytes);
            }
            catch (InvalidDataException)
            {
                // The one answer to what is not facts.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void A_field_of_a_newer_version_is_passed_over()
    {
        byte[] bytes = [200, 3, 0, 0, 0, 1, 2, 3, .. Write(Deliveries.Facts(4)), 201, 0, 0, 0, 0];
        Assert.Equal(Deliveries.Id(4), FactsFormat.Read(bytes).Facts.DeliveryId);
    }

    [Fact]
    public void A_missing_field_is_named()
    {
        var failure = Assert.Throws<InvalidDataException>(() => FactsFormat.Read([]));
        Assert.Contains("DeliveryId", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_that_are_too_large_are_refused() =>
        Assert.Throws<ArgumentException>(() => FactsFormat.Bound(Deliveries.Facts(1) with { Event = new byte[2 * 1024 * 1024] }));

    /// <summary>What UTF-8 can carry; half a surrogate pair it cannot.</summary>
    private static string Text(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));

    private static Contracts.Deliveries.Outcome Quarantined(string? reason) =>
        new() { Kind = OutcomeKind.Quarantined, Reason = reason is null ? null : Text(reason), Artefacts = [Text(reason), ""] };

    private static byte[] Write(AcceptedDelivery facts)
    {
        var bytes = new byte[FactsFormat.Bound(facts)];
        return bytes[..FactsFormat.Write(facts, Sha256, bytes)];
    }
}
