namespace Webhooks.Office.PowerPoint.Layouts;

/// <summary>One a kind of slide.</summary>
internal enum SlideLayoutKind
{
    Opening,
    Points,
    Figures,
    Charts,
}
