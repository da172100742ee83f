namespace Webhooks.Activities.Jira;

/// <summary>The address of a ticket for people, made from checked parts only.</summary>
internal static class TicketPage
{
    /// <summary>Reaches sites for apps; people do not browse it.</summary>
    private const string ApiGateway = "api.atlassian.com";

    /// <returns>Null when it cannot be told.</returns>
    public static string? Of(Ticket ticket)
    {
        if (ticket.Key is not { Value: var key } || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            || !ticket.Site.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '/' or '_')
            || ticket.Site.StartsWith(ApiGateway, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var isPlain = ticket.Self?.Value.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true;
        return $"{(isPlain ? "http" : "https")}://{ticket.Site}/browse/{key}";
    }
}
