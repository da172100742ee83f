using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Activities.Tests.Graph;

/// <summary>One mailbox: drafts get an id of their own, attachments, and another id when they are sent.</summary>
internal sealed class FakeMailbox(FakeGraph graph)
{
    private const string Messages = $"/v1.0/users/{FakeGraph.Mailbox}/messages";
    private const int LargestAtOnce = 3 * 1024 * 1024;
    private const int LargestPiece = 4 * 1024 * 1024;

    private int numbers;

    public List<FakeMail> Mails { get; } = [];

    public IReadOnlyList<FakeMail> Sent => [.. Mails.Where(mail => !mail.IsDraft)];

    /// <summary>Sent mails are not found yet.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Sees each request when it was done and before it is answered.</summary>
    public Action<HttpContext> After { get; set; } = _ => { };

    public void Map(WebApplication routes)
    {
        routes.MapGet(Messages, FindAsync);
        routes.MapPost(Messages, DraftAsync);
        routes.MapGet($"{Messages}/{{id}}/attachments", (HttpContext context, string id) => OfAsync(context, id, mail => FakeGraph.WriteAsync(
            context,
            StatusCodes.Status200OK,
            new JsonObject { ["value"] = new JsonArray([.. mail.Attachments.Select(each => new JsonObject { ["id"] = "a", ["name"] = each.Name })]) })));
        routes.MapPost($"{Messages}/{{id}}/attachments", (HttpContext context, string id) => OfAsync(context, id, mail => AttachAsync(context, mail)));
        routes.MapPost($"{Messages}/{{id}}/attachments/createUploadSession", (HttpContext context, string id) => OfAsync(context, id, mail => BeginAsync(context, mail)));
        routes.MapPost($"{Messages}/{{id}}/send", (HttpContext context, string id) => OfAsync(context, id, mail =>
        {
            Assert.Equal(0, context.Request.ContentLength);
            (mail.IsDraft, mail.Id) = (false, $"sent-{++numbers}");
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return Task.CompletedTask;
        }));
    }

    private Task OfAsync(HttpContext context, string id, Func<FakeMail, Task> then) =>
        Mails.Find(mail => mail.Id == Uri.UnescapeDataString(id) && mail.IsDraft) is { } draft
            ? then(draft)
            : FakeGraph.RefuseAsync(context, StatusCodes.Status404NotFound, "ErrorItemNotFound");

    private Task FindAsync(HttpContext context)
    {
        var filter = context.Request.Query["$filter"].ToString();
        Assert.Equal("id,isDraft", context.Request.Query["$select"].ToString());
        var found = Mails.Where(mail => filter == $"internetMessageId eq '{mail.MessageId}'" && !(IsSlow && !mail.IsDraft));
        return FakeGraph.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["value"] = new JsonArray([.. found.Select(mail => new JsonObject { ["id"] = mail.Id, ["isDraft"] = mail.IsDraft })]),
        });
    }

    private async Task DraftAsync(HttpContext context)
    {
        var json = await FakeGraph.ReadAsync(context);
        var mail = new FakeMail
        {
            Id = $"AAMk/draft={++numbers}",
            MessageId = (string)json["internetMessageId"]!, // What a mail of ours has.
            Json = json,
        };
        mail.Attachments.AddRange(((JsonArray?)json["attachments"] ?? []).Select(Attachment));
        Assert.True(mail.Attachments.Sum(each => each.Content.Length) <= LargestAtOnce, "A request is at most 4 MB.");
        Mails.Add(mail);
        await FakeGraph.WriteAsync(context, StatusCodes.Status201Created, new JsonObject { ["id"] = mail.Id, ["isDraft"] = true });
    }

    private static async Task AttachAsync(HttpContext context, FakeMail mail)
    {
        var attachment = Attachment(await FakeGraph.ReadAsync(context));
        Assert.True(attachment.Content.Length < LargestAtOnce, "What is larger is attached in pieces.");
        mail.Attachments.Add(attachment);
        await FakeGraph.WriteAsync(context, StatusCodes.Status201Created, new JsonObject { ["id"] = "a" });
    }

    private async Task BeginAsync(HttpContext context, FakeMail mail)
    {
        var item = (JsonObject)(await FakeGraph.ReadAsync(context))["AttachmentItem"]!; // So it is called.
        var (name, size) = ((string)item["name"]!, (long)item["size"]!); // Both are asked for.
        Assert.Equal("file", (string?)item["attachmentType"]);
        Assert.True(size >= LargestAtOnce, "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize");
        await graph.BeginAsync(context, new FakeUpload(LargestPiece, (last, content) =>
        {
            Assert.Equal(size, content.Length);
            mail.Attachments.Add((name, content));
            last.Response.StatusCode = StatusCodes.Status201Created;
            last.Response.Headers.Location = "https://outlook.office.com/api/v2.0/attachments/1";
            return Task.CompletedTask;
        }));
    }

    private static (string Name, byte[] Content) Attachment(JsonNode? json)
    {
        Assert.Equal("#microsoft.graph.fileAttachment", (string?)json?["@odata.type"]);
        return ((string)json!["name"]!, Convert.FromBase64String((string)json["contentBytes"]!)); // A file attachment has both.
    }
}

internal sealed class FakeMail
{
    public required string Id { get; set; }

    public required string MessageId { get; init; }

    public required JsonObject Json { get; init; }

    public bool IsDraft { get; set; } = true;

    public List<(string Name, byte[] Content)> Attachments { get; } = [];
}
