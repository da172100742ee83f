using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Graphic = DocumentFormat.OpenXml.Drawing.Graphic;
using GraphicData = DocumentFormat.OpenXml.Drawing.GraphicData;

namespace Webhooks.Office.Word;

/// <summary>Charts in the line of the text, as wide as it.</summary>
internal sealed class ChartBlocks(MainDocumentPart main)
{
    public const int Height = 4400;

    private uint count;

    public Paragraph Write(Charts.Chart chart)
    {
        count++;
        var id = $"rIdChart{count}";
        Charts.ChartWriter.Write(main.AddNewPart<ChartPart>(id), chart);
        return WordText.Paragraph(WordStyles.Figure, [new Run(new Drawing(new Inline(
            new Extent { Cx = (long)WordPage.TextWidth * WordPage.EmuPerTwip, Cy = (long)Height * WordPage.EmuPerTwip },
            new EffectExtent { LeftEdge = 0, TopEdge = 0, RightEdge = 0, BottomEdge = 0 },
            new DocProperties { Id = count, Name = $"Chart {count}", Title = WordText.OneLine(chart.Title), Description = WordText.OneLine(chart.AltText) },
            new NonVisualGraphicFrameDrawingProperties(),
            new Graphic(new GraphicData(new ChartReference { Id = id }) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart" }))
        { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 }))]);
    }
}
