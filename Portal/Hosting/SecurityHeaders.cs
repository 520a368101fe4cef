namespace Portal.Hosting;

/// <summary>The headers that every answer carries: nothing from elsewhere runs, frames or leaks.</summary>
internal static class SecurityHeaders
{
    /// <summary>Adds them.</summary>
    public static void UsePortalHeaders(this WebApplication app)
    {
        app.UseSecurityHeaders(new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddStrictTransportSecurityMaxAgeIncludeSubDomains()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
            .AddPermissionsPolicy(policy =>
            {
                policy.AddCamera().None();
                policy.AddGeolocation().None();
                policy.AddMicrophone().None();
                policy.AddPayment().None();
                policy.AddUsb().None();
            })
            .AddContentSecurityPolicy(policy =>
            {
                policy.AddDefaultSrc().Self();
                policy.AddScriptSrc().Self();
                // MudBlazor positions its popovers with style attributes.
                policy.AddStyleSrc().Self().UnsafeInline();
                policy.AddImgSrc().Self().Data();
                policy.AddConnectSrc().Self();
                policy.AddFrameAncestors().None();
                policy.AddBaseUri().Self();
                policy.AddFormAction().Self();
                policy.AddObjectSrc().None();
            }));
        app.Use(async (context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                var isPublic = context.GetEndpoint()?.Metadata.GetMetadata<IPublicAsset>() is not null;
                if (!isPublic && context.Response.Headers.CacheControl.Count == 0)
                {
                    context.Response.Headers.CacheControl = "no-store";
                }
                return Task.CompletedTask;
            });
            await next(context);
        });
    }

    /// <summary>Marks answers that hold nothing about the organization and may be kept by caches.</summary>
    internal interface IPublicAsset;
}
