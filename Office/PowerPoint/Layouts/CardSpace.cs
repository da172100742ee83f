namespace Webhooks.Office.PowerPoint.Layouts;

/// <summary>Where figures stand: cards in rows; with a chart, up to four in a row above it, more of them beside it.</summary>
internal static class CardSpace
{
    public const int Most = 6;

    private const int MostAboveChart = 4;
    private const double Gap = 0.22;
    private const double HeightAboveChart = 1.45;
    private const double WidthBesideChart = 5.6;
    private const double HeightOfOneRow = 2.8;
    private const double WidestCard = 5.2;

    /// <summary>Margin inside a card, on each side.</summary>
    public static long Inset { get; } = Box.Points(12);

    public static IReadOnlyList<Box> Cards(int count, bool hasChart)
    {
        if (count == 0)
        {
            return [];
        }

        var room = SlideSpace.Content;
        var (columns, rows, width, height) = (count, hasChart) switch
        {
            (<= MostAboveChart, true) => (count, 1, room.Width, Box.Emu(HeightAboveChart)),
            (_, true) => (2, 3, Box.Emu(WidthBesideChart), room.Height),
            (<= 3, false) => (count, 1, room.Width, Box.Emu(HeightOfOneRow)),
            (4, false) => (2, 2, room.Width, room.Height),
            _ => (3, 2, room.Width, room.Height),
        };
        var widest = Box.Emu((columns * WidestCard) + ((columns - 1) * Gap));
        return [.. (room with { Width = Math.Min(width, widest), Height = height }).Grid(columns, rows, Gap).Take(count)];
    }

    public static Box Chart(int cards)
    {
        var room = SlideSpace.Content;
        return cards switch
        {
            0 => room,
            <= MostAboveChart => room.Below((HeightAboveChart + Gap) * 72),
            _ => room with { X = room.X + Box.Emu(WidthBesideChart + Gap), Width = room.Width - Box.Emu(WidthBesideChart + Gap) },
        };
    }
}
