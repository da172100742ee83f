namespace Webhooks.Office.Word;

/// <summary>Colour and word of a tone; the word is for whoever sees no colours.</summary>
internal static class ToneLook
{
    public static string Colour(Tone tone) => tone switch
    {
        Tone.Neutral => OfficeTheme.Muted,
        Tone.Good => OfficeTheme.Good,
        Tone.Warning => OfficeTheme.Warning,
        Tone.Bad => OfficeTheme.Bad,
    };

    public static string OfRemark(Tone tone) => tone switch
    {
        Tone.Neutral => "Note",
        Tone.Good => "Good news",
        Tone.Warning => "Warning",
        Tone.Bad => "Problem",
    };

    public static string OfFigure(Tone tone) => tone switch
    {
        Tone.Neutral => "",
        Tone.Good => "good",
        Tone.Warning => "watch",
        Tone.Bad => "bad",
    };
}
