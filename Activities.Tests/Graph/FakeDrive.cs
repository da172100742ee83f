using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Activities.Tests.Graph;

/// <summary>One library of one site.</summary>
internal sealed partial class FakeDrive(FakeGraph graph)
{
    private const string Item = $"/v1.0/drives/{FakeGraph.DriveId}/root:";
    private const string Drives = "/v1.0/sites/contoso.sharepoint.com:/sites/Quality Reports:/drives";

    /// <summary>Content by path.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>May answer the last piece instead of writing the file; true when it did.</summary>
    public Func<HttpContext, Task<bool>> Finishing { get; set; } = _ => Task.FromResult(false);

    public void Map(WebApplication routes)
    {
        routes.MapGet("/v1.0/sites/{**path}", context => context.Request.Path.Value == Drives
            ? FakeGraph.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
            {
                ["value"] = new JsonArray(
                    new JsonObject { ["id"] = "b!other", ["name"] = "Site Assets" }, new JsonObject { ["id"] = FakeGraph.DriveId, ["name"] = "Documents" }),
            })
            : FakeGraph.RefuseAsync(context, StatusCodes.Status404NotFound, "itemNotFound"));
        routes.MapPut("/v1.0/drives/{**path}", WriteAsync);
        routes.MapPost("/v1.0/drives/{**path}", BeginAsync);
    }

    private async Task WriteAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, CancellationToken.None);
        Assert.True(body.Length <= 4 * 1024 * 1024, "What is larger is uploaded in pieces.");
        if (await PathAsync(context, ":/content") is { } path)
        {
            await FinishAsync(context, path, body.ToArray());
        }
    }

    private async Task BeginAsync(HttpContext context)
    {
        var request = await FakeGraph.ReadAsync(context);
        Assert.Equal("replace", (string?)request["item"]?["@microsoft.graph.conflictBehavior"]);
        if (await PathAsync(context, ":/createUploadSession") is { } path)
        {
            await graph.BeginAsync(context, new FakeUpload(60 * 1024 * 1024, (last, content) => FinishAsync(last, path, content)));
        }
    }

    private async Task FinishAsync(HttpContext context, string path, byte[] content)
    {
        if (await Finishing(context))
        {
            return;
        }

        var isNew = !Files.ContainsKey(path);
        Files[path] = content;
        await FakeGraph.WriteAsync(context, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, new JsonObject
        {
            ["id"] = "01ITEM",
            ["name"] = path[(path.LastIndexOf('/') + 1)..],
            ["size"] = content.Length,
            ["webUrl"] = $"https://contoso.sharepoint.com/sites/Quality%20Reports/Shared%20Documents{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}",
        });
    }

    /// <returns>Null when it has been answered.</returns>
    private static async Task<string?> PathAsync(HttpContext context, string end)
    {
        var path = context.Request.Path.Value ?? "";
        if (!path.StartsWith($"{Item}/", StringComparison.Ordinal))
        {
            await FakeGraph.RefuseAsync(context, StatusCodes.Status404NotFound, "itemNotFound");
            return null;
        }

        Assert.EndsWith(end, path, StringComparison.Ordinal);
        var file = path[Item.Length..^end.Length];
        var isTaken = file.Split('/').Skip(1).All(part => part.Length > 0 && part.Trim(' ', '.') == part && part.IndexOfAny([.. "\"*:<>?\\|#%"]) < 0);
        if (isTaken && file.Length <= 400 && !file.Split('/').Any(IsReserved))
        {
            return file;
        }

        await FakeGraph.RefuseAsync(context, StatusCodes.Status400BadRequest, "invalidRequest");
        return null;
    }

    /// <summary>Names that SharePoint keeps to itself, or that Windows, where libraries are synchronised to, takes for devices.</summary>
    private static bool IsReserved(string part) =>
        part.StartsWith("~$", StringComparison.Ordinal) || part.Contains("_vti_", StringComparison.OrdinalIgnoreCase)
        || ReservedName().IsMatch(part);

    [GeneratedRegex("^(desktop\\.ini|forms|\\.lock|(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReservedName();
}
