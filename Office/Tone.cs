namespace Webhooks.Office;

/// <summary>How something is meant; shown in colour and never in colour alone.</summary>
public enum Tone
{
    Neutral,
    Good,
    Warning,
    Bad,
}
