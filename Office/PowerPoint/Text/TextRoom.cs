namespace Webhooks.Office.PowerPoint.Text;

/// <summary>Where one paragraph has to find its place. Points.</summary>
/// <param name="MostLines">Also when the height has room for more.</param>
internal readonly record struct TextRoom(double Width, double Height, int MostLines, bool Bold = false)
{
    public bool Holds(string text, int size)
    {
        var lines = TextMeasure.Lines(text, size, Bold, Width);
        return lines <= MostLines && lines * TextMeasure.LineHeight(text, size) <= Height;
    }
}
