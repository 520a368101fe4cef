using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.Data.Access;
using Portal.Data.People;

namespace Portal.Hosting.SignIn;

/// <summary>
/// Asks, at least once a minute, whether the person behind an open page may still be here. A page belongs to whom it was opened for: when its
/// connection was lost and comes back signed in as somebody else, or in another session, it ends.
/// </summary>
/// <param name="logger">Where failures are said.</param>
/// <param name="directory">Knows present rights.</param>
/// <param name="settings">Say how often.</param>
internal sealed class RevalidatedCaller(ILoggerFactory logger, CallerDirectory directory, SignInSettings settings)
    : RevalidatingServerAuthenticationStateProvider(logger), IHostEnvironmentAuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private (string Id, string? Session)? _first;

    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => settings.RevalidateEvery;

    // The framework hands over whoever the connection belongs to, at the first and at each later one (dotnet/aspnetcore#65272).
    void IHostEnvironmentAuthenticationStateProvider.SetAuthenticationState(Task<AuthenticationState> authenticationStateTask) =>
        SetAuthenticationState(KeepAsync(authenticationStateTask));

    private async Task<AuthenticationState> KeepAsync(Task<AuthenticationState> connected)
    {
        var state = await connected;
        var who = state.User.Identity?.IsAuthenticated == true ? Key(Caller.From(state.User)) : (string.Empty, null);
        _first ??= who;
        return _first == who ? state : Nobody;
    }

    private static (string Id, string? Session) Key(Caller caller) => (caller.Id, caller.Session);

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var signedIn = Caller.From(authenticationState.User);
        // A role more is no reason to interrupt; commands look rights up afresh anyway. A role less ends the page.
        return await directory.RefreshAsync(signedIn, cancellationToken) is { } present && signedIn.Roles.All(present.Roles.Contains);
    }
}
