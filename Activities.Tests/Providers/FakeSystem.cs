using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Providers;

/// <summary>A system of one thing that can be read and written.</summary>
internal sealed class FakeSystem : FakeServer
{
    public List<string> Written { get; } = [];

    protected override void Map(WebApplication routes)
    {
        routes.MapGet("/thing", () => Results.Json(new { name = "thing" }));
        routes.MapPost("/things", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            Written.Add(await reader.ReadToEndAsync());
            return Results.Json(new { name = "written" });
        });
    }
}
