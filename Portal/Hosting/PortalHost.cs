using System.Globalization;
using Portal.Audit;
using Portal.Changes;
using Portal.Data;
using Portal.Data.Audit;
using Portal.Data.Inventory.Handover;
using Portal.Data.Inventory.Imports;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Storage;
using Portal.Demo;
using Portal.Hosting.Api;
using Portal.Hosting.Limits;
using Portal.Hosting.SignIn;
using Portal.Hosting.SignIn.KeyRing;
using Portal.Inventory;
using Portal.Mail;
using Portal.Notices;
using Portal.People;
using Portal.People.Scim;
using Portal.Permissions;
using Portal.Reviews;
using Portal.Shell;
using Portal.Sources.Connectors;

namespace Portal.Hosting;

/// <summary>Puts the portal together: the table of contents of what it serves and of what each request passes through.</summary>
internal static class PortalHost
{
    /// <summary>Builds the portal without starting it, for serving and for command-line verbs alike.</summary>
    /// <param name="args">Settings from the command line.</param>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static WebApplication Build(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Path });
        if (!ContentRoot.IsPublished)
        {
            builder.WebHost.UseStaticWebAssets();
        }
        AddServices(builder);
        var app = builder.Build();
        UsePipeline(app);
        MapRoutes(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        var settings = PortalSettings.From(builder.Configuration, builder.Environment);
        var signIn = SignInSettings.From(builder.Configuration);
        builder.Services
            .AddSingleton(settings)
            .AddSingleton(new UploadFolder(Path.Combine(settings.DataDirectory, "uploads")))
            .AddPortalData(DatabaseOptions.From(key => builder.Configuration[key], settings.DataDirectory))
            .AddSingleton(KeyRingOptions.From(key => builder.Configuration[key], settings.DataDirectory))
            .AddSingleton(RemediationOptions.From(key => builder.Configuration[key]))
            .AddSingleton(AuditOptions.From(key => builder.Configuration[key], settings.DataDirectory, settings.BaseUrl))
            .AddAuditSigning(builder.Configuration)
            .AddLimits(LimitSettings.From(builder.Configuration))
            .AddPortalHeaders(signIn, builder.Environment)
            .AddSignIn(signIn, GraphAddress.From(builder.Configuration), settings)
            .AddApi(settings)
            .AddPages(settings)
            .AddShell()
            .AddMailSending(builder.Configuration, settings)
            .AddSingleton<IHandoverMails, HandoverMails>()
            .AddNoticePages()
            .AddReviewPages()
            .AddPeopleMails()
            .AddJobs()
            .AddDemo(settings)
            .AddLiveChanges(builder.Configuration)
            .AddConnectors(builder.Configuration)
            .AddHealth()
            .AddTelemetry(builder.Configuration)
            .AddHostedService<ElsewhereWatch>()
            .AddHostedService(p => p.GetRequiredService<ImportWorker>())
            .AddHostedService<RiskAssessor>()
            .AddHostedService<ChangeWeigher>()
            .AddHostedService<StandingKeeper>()
            .AddHostedService<StartNotice>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.MaxIngestBytes;
        });
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseProxies();
        if (app.Services.GetRequiredService<PortalSettings>().BaseUrl.Scheme == "https")
        {
            // Behind a proxy that ends TLS a request looks like plain HTTP; what people use decides about cookies and headers.
            app.Use((context, next) =>
            {
                context.Request.Scheme = "https";
                return next(context);
            });
        }
        app.UsePortalHeaders();
        app.UseExceptionHandler();
        app.UseWhen(
            context => ApiRoutes.IsMachineRoute(context.Request.Path),
            machines => machines.UseStatusCodePages());
        app.UseScimErrors();
        app.UseErrorPages();
        app.UseKnownCharsets();
        // After the re-execution above, or the address that it asks for is never looked up.
        app.UseRouting();
        app.UseAuthentication();
        app.UseLimits();
        app.UseAuthorization();
        app.UseSameOrigin();
        app.UseIdempotencyKeys();
        app.UseAntiforgery();
        app.UseCompressedCircuits();
    }

    private static void MapRoutes(WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapTelemetry();
        app.MapAccount();
        app.MapDemoSignIn();
        app.MapPages();
        app.MapChangesHub();
        app.MapApi();
        app.MapScim();
    }
}
