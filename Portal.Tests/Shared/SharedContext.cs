using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using Portal.Data.Access;
using Portal.Data.Live;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Shared;

/// <summary>Components as they stand in an open page: somebody is signed in, in Zurich, and time stands still.</summary>
public abstract class SharedContext : BunitContext
{
    /// <summary>Prepares it.</summary>
    protected SharedContext()
    {
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(Feed);
#pragma warning disable MA0056 // Registered is only how things are made: that happens when a component is rendered, after every constructor.
        Register(Services);
#pragma warning restore MA0056
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var user = Caller.System("tests").ToPrincipal("tests");
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(c => c.Value, Task.FromResult(new AuthenticationState(new ClaimsPrincipal(user)))));
        RenderTree.Add<CascadingValue<ReaderZone>>(p => p.Add(c => c.Value, ReaderZone.Of("Europe/Zurich")));
    }

    /// <summary>The time.</summary>
    protected FakeTimeProvider Clock { get; } = new(An.Instant);

    /// <summary>Says that something changed.</summary>
    protected ChangeFeed Feed { get; } = new();

    /// <summary>Adds what the components of a test ask for; called before its own constructor, so that what is not there yet is given lazily.</summary>
    protected virtual void Register(IServiceCollection services)
    {
    }

    /// <summary>Where the page is, from the root.</summary>
    protected string Address => Navigation.ToBaseRelativePath(Navigation.Uri);

    /// <summary>Leads elsewhere.</summary>
    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();
}
