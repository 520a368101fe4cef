using Microsoft.AspNetCore.Diagnostics;
using Portal.Hosting.Api;

namespace Portal.Hosting;

/// <summary>Gives people a page where the answer would be a bare status.</summary>
internal static class ErrorPages
{
    /// <summary>Adds it, for all routes but those of machines. Comes before routing, which has to look the page's address up.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseWhen(
            context => !ApiRoutes.IsMachineRoute(context.Request.Path),
            pages => pages.UseStatusCodePagesWithReExecute("/not-found"));
        app.Use((context, next) =>
        {
            // A refused form must not be posted to the error page, which has none: that would answer 400 whatever was wrong.
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null && HttpMethods.IsPost(context.Request.Method))
            {
                context.Request.Method = HttpMethods.Get;
            }
            return next(context);
        });
    }
}
