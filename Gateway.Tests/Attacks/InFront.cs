using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>Puts something between the wire and the gateway.</summary>
internal sealed class InFront(Func<HttpContext, RequestDelegate, Task> handle) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((HttpContext context, RequestDelegate inner) => handle(context, inner));
        next(app);
    };
}
