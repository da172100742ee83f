using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Webhooks.Office.Charts;
using C = DocumentFormat.OpenXml.Drawing.Charts;

namespace Webhooks.Office.Tests.Charts;

/// <summary>A Word document with nothing but a chart in it.</summary>
internal sealed class ChartDocument : IDisposable
{
    private readonly MemoryStream file = new();
    private readonly WordprocessingDocument document;

    public ChartDocument(Chart chart)
    {
        document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document);
        var main = document.AddMainDocumentPart();
        Part = main.AddNewPart<ChartPart>("chart1");
        ChartWriter.Write(Part, chart);
        main.Document = new Document(
            $"""
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:drawing>
            <wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="5760000" cy="2880000"/><wp:docPr id="1" name="Chart 1"/>
            <a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
            <c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="chart1"/>
            </a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p></w:body></w:document>
            """.ReplaceLineEndings(""));
        main.Document.Save();
    }

    public ChartPart Part { get; }

    public C.Chart Drawn => Part.ChartSpace.GetFirstChild<C.Chart>()!;

    public IReadOnlyList<string> Mistakes() =>
        [.. new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}")];

    public byte[] Xml()
    {
        using var xml = Part.GetStream();
        using var copy = new MemoryStream();
        xml.CopyTo(copy);
        return copy.ToArray();
    }

    public byte[] Workbook()
    {
        using var workbook = Part.EmbeddedPackagePart!.GetStream();
        using var copy = new MemoryStream();
        workbook.CopyTo(copy);
        return copy.ToArray();
    }


    public void Dispose()
    {
        document.Dispose();
        file.Dispose();
    }
}
