namespace Webhooks.Activities.Generation.Checks;

/// <summary>Why an answer is not shown to anybody.</summary>
internal enum AnswerFault
{
    /// <summary>The endpoint or the model would not answer.</summary>
    Refused,

    /// <summary>It ends where the limit of tokens was.</summary>
    Incomplete,

    /// <summary>Not the JSON that the schema asks for.</summary>
    NotBySchema,

    TooLong,

    /// <summary>HTML, an image, a link, a fence.</summary>
    Markup,

    /// <summary>It begins like a formula of a spreadsheet.</summary>
    Formula,

    InventedAddress,
    InventedMail,
    InventedMention,
    InventedHash,
    InventedTicket,
    InventedNumber,
    InventedName,
    InventedPath,

    /// <summary>A number of two digits or more, where a prompt allows only those of its data.</summary>
    InventedFigure,
}

internal static class AnswerFaults
{
    /// <summary>For metrics and logs.</summary>
    public static string Code(this AnswerFault fault) => fault switch
    {
        AnswerFault.Refused => "refused",
        AnswerFault.Incomplete => "incomplete",
        AnswerFault.NotBySchema => "not-by-schema",
        AnswerFault.TooLong => "too-long",
        AnswerFault.Markup => "markup",
        AnswerFault.Formula => "formula",
        AnswerFault.InventedAddress => "invented-address",
        AnswerFault.InventedMail => "invented-mail",
        AnswerFault.InventedMention => "invented-mention",
        AnswerFault.InventedHash => "invented-hash",
        AnswerFault.InventedTicket => "invented-ticket",
        AnswerFault.InventedNumber => "invented-number",
        AnswerFault.InventedName => "invented-name",
        AnswerFault.InventedPath => "invented-path",
        AnswerFault.InventedFigure => "invented-figure",
    };

    /// <summary>What the model is told before it tries again. It quotes nothing, because what it wrote may be somebody's instruction to it.</summary>
    public static string Complaint(this AnswerFault fault) => fault switch
    {
        AnswerFault.Refused => "It was no answer.",
        AnswerFault.Incomplete => "It was cut off at the limit. Write less.",
        AnswerFault.NotBySchema => "It was not one JSON object by the schema.",
        AnswerFault.TooLong => "A text was empty or longer than the schema's description allows, or there were too many points.",
        AnswerFault.Markup => "It had HTML, a link, an image or a code fence. Write plain text; put code between single backticks.",
        AnswerFault.Formula => "A text began with =, +, - or @. Begin with a word.",
        AnswerFault.InventedAddress => "It named an address that is not in the data.",
        AnswerFault.InventedMail => "It named an e-mail address that is not in the data.",
        AnswerFault.InventedMention => "It mentioned an account that is not in the data.",
        AnswerFault.InventedHash => "It named a commit hash or a long number that is not in the data.",
        AnswerFault.InventedTicket => "It named a ticket's key that is not in the data.",
        AnswerFault.InventedNumber => "It named a #number that is not in the data.",
        AnswerFault.InventedName => "It named a file, a host or another dotted name that is not in the data.",
        AnswerFault.InventedPath => "It named a path that is not in the data.",
        AnswerFault.InventedFigure => "It had a number that is not in the data as it stands there. Do not calculate, round or estimate.",
    };
}
