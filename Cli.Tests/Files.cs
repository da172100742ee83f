using Webhooks.Contracts.Deliveries;

namespace Webhooks.Cli.Tests;

internal static class Files
{
    public static string Segment(string journalFolder, long number) => Path.Combine(journalFolder, $"{number:D10}.segment");

    /// <summary>Flips a bit of a record.</summary>
    public static void Flip(string journalFolder, PayloadReference reference, int at)
    {
        using var file = new FileStream(Segment(journalFolder, reference.Segment), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        file.Position = reference.Offset + at;
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 1));
    }
}
