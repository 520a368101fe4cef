using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor.Services;
using Portal.Hosting.SignIn;
using Portal.Shell;

namespace Portal.Hosting;

/// <summary>Registers and maps the pages.</summary>
internal static class PagesFeature
{
    private const int MaxMessageBytes = 128 * 1024;
    private const int RetainedCircuits = 2_000;

    /// <summary>Adds what pages need.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services, PortalSettings portal)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            // A restart of the network brings everyone back at once.
            circuits.DisconnectedCircuitMaxRetained = RetainedCircuits;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        });
        services.AddSignalR(hubs => hubs.MaximumReceiveMessageSize = MaxMessageBytes).AddMessagePackProtocol();
        services.AddLeanInterop();
        services.AddMudServices();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, RevalidatedCaller>();
        services.AddSingleton<OpenPages>().AddScoped<CircuitHandler, SessionCircuit>();
        var isTls = portal.BaseUrl.Scheme == "https";
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = isTls ? "__Host-governance-form" : "governance-form";
            options.Cookie.SecurePolicy = isTls ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        services.AddHttpContextAccessor();
        return services;
    }

    /// <summary>Maps the pages.</summary>
    public static void MapPages(this WebApplication app) => app
        .MapRazorComponents<App>()
        .AddInteractiveServerRenderMode(options =>
        {
            // Compression without a shared window: half the memory of a circuit, and no side channel from one message to the next.
            options.ConfigureWebSocketAcceptContext = (_, context) =>
            {
                context.DangerousEnableCompression = true;
                context.DisableServerContextTakeover = true;
                return Task.CompletedTask;
            };
            options.ContentSecurityFrameAncestorsPolicy = "'none'";
        });
}
