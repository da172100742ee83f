using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Webhooks.Office.Packaging;

namespace Webhooks.Office.Tests.Packaging;

public sealed class PropertiesWriterTests
{
    private static readonly DocumentProperties Properties = new()
    {
        Title = "Daily <Documentation> & more\u0001",
        Subject = "20 November 2026",
        Author = "Engineering",
        Created = new DateTimeOffset(2026, 11, 20, 19, 5, 0, TimeSpan.FromHours(1)),
        Keywords = ["commits", "tickets"],
        Language = "en-GB",
    };

    [Fact]
    public void Are_read_back_as_they_were_told()
    {
        using var package = new MemoryStream(Package());
        using var document = WordprocessingDocument.Open(package, isEditable: false);

        var read = document.PackageProperties;

        Assert.Equal("Daily <Documentation> & more", read.Title);
        Assert.Equal("20 November 2026", read.Subject);
        Assert.Equal("Engineering", read.Creator);
        Assert.Equal("commits, tickets", read.Keywords);
        Assert.Equal("en-GB", read.Language);
        Assert.Equal(Properties.Created.UtcDateTime, read.Created!.Value.ToUniversalTime());
        Assert.Equal(read.Created, read.Modified);
    }

    [Fact]
    public void Are_the_same_bytes_twice() => Assert.Equal(Package(), Package());

    private static byte[] Package()
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            document.AddNewPart<MainDocumentPart>("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "rId1")
                .Document = new(new DocumentFormat.OpenXml.Wordprocessing.Body());
            PropertiesWriter.Write(document, Properties);
        }

        return FixedPackage.Of(stream);
    }
}
