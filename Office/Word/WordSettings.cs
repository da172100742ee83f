using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

/// <summary>Word of 2013 and later. Fields are not updated at opening, because Word asks its reader before it does so.</summary>
internal static class WordSettings
{
    /// <summary>Whose settings these are.</summary>
    private const string Vendor = "http://schemas.microsoft.com/office/word";

    public static void Write(DocumentSettingsPart part, string language) => part.Settings = new Settings(
        new Zoom { Percent = "100" },
        new DefaultTabStop { Val = 567 },
        new CharacterSpacingControl { Val = CharacterSpacingValues.DoNotCompress },
        new Compatibility(
            Setting(CompatSettingNameValues.CompatibilityMode, "15"),
            Setting(CompatSettingNameValues.OverrideTableStyleFontSizeAndJustification, "1"),
            Setting(CompatSettingNameValues.EnableOpenTypeFeatures, "1"),
            Setting(CompatSettingNameValues.DoNotFlipMirrorIndents, "1")),
        new ThemeFontLanguages { Val = OfficeText.Clean(language) },
        new DecimalSymbol { Val = "." },
        new ListSeparator { Val = "," });

    private static CompatibilitySetting Setting(CompatSettingNameValues name, string value) =>
        new() { Name = name, Uri = Vendor, Val = value };
}
