using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

/// <summary>A remark on a ground of its own, with a bar in the colour of its tone and the word for it.</summary>
internal static class CalloutBlocks
{
    public static IEnumerable<Paragraph> Write(WordBlock.Callout callout)
    {
        var colour = ToneLook.Colour(callout.Tone);
        yield return new Paragraph(
        [
            new ParagraphProperties(
                new ParagraphStyleId { Val = WordStyles.Callout },
                new ParagraphBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 4, Space = 4, Color = OfficeTheme.Shade },
                    new LeftBorder { Val = BorderValues.Single, Size = 36, Space = 6, Color = colour },
                    new BottomBorder { Val = BorderValues.Single, Size = 4, Space = 4, Color = OfficeTheme.Shade },
                    new RightBorder { Val = BorderValues.Single, Size = 4, Space = 4, Color = OfficeTheme.Shade })),
            .. WordText.Runs($"{ToneLook.OfRemark(callout.Tone)}: ", new RunProperties(new Bold(), new Color { Val = colour })),
            .. WordText.Runs(callout.Text),
        ]);
        // Without it the next remark would be in the same box.
        yield return WordText.Paragraph(WordStyles.Gap, "");
    }
}
