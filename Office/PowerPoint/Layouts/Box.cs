namespace Webhooks.Office.PowerPoint.Layouts;

/// <summary>A rectangle of a slide in EMU, 914,400 of which are an inch and 12,700 a point.</summary>
internal readonly record struct Box(long X, long Y, long Width, long Height)
{
    private const double Inch = 914_400;
    private const double Point = 12_700;

    public double WidthInPoints => Width / Point;

    public double HeightInPoints => Height / Point;

    public static Box Inches(double x, double y, double width, double height) => new(Emu(x), Emu(y), Emu(width), Emu(height));

    public static long Points(double points) => (long)Math.Round(points * Point);

    /// <summary>Equal parts, row by row, with a gap between them.</summary>
    public IEnumerable<Box> Grid(int columns, int rows, double gapInInches)
    {
        var gap = Emu(gapInInches);
        var width = (Width - (gap * (columns - 1))) / columns;
        var height = (Height - (gap * (rows - 1))) / rows;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                yield return new Box(X + (column * (width + gap)), Y + (row * (height + gap)), width, height);
            }
        }
    }

    /// <summary>What is left of it when so much is taken from its top.</summary>
    public Box Below(double points) => new(X, Y + Points(points), Width, Height - Points(points));

    public static long Emu(double inches) => (long)Math.Round(inches * Inch);
}
