using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Webhooks.Office.Tests;

public sealed class ThemeWriterTests
{
    [Fact]
    public void Is_a_valid_theme_with_our_colours_and_fonts()
    {
        using var stream = new MemoryStream();
        using var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document);
        var part = document.AddMainDocumentPart().AddNewPart<ThemePart>("rId1");

        ThemeWriter.Write(part);

        var elements = part.Theme.ThemeElements!;
        Assert.Equal(OfficeTheme.Accents, elements.ColorScheme!.Elements().Skip(4).Take(6).Select(colour => ((DocumentFormat.OpenXml.Drawing.Color2Type)colour).RgbColorModelHex!.Val!.Value!));
        Assert.Equal(OfficeTheme.BodyFont, elements.FontScheme!.MinorFont!.LatinFont!.Typeface!.Value);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(part.Theme).Select(error => error.Description));
    }
}
