using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.Data.Access;
using Portal.Data.People;

namespace Portal.Hosting.SignIn;

/// <summary>Asks, at least once a minute, whether the person behind an open page may still be here; a page keeps its first sign-in otherwise.</summary>
/// <param name="logger">Where failures are said.</param>
/// <param name="directory">Knows present rights.</param>
/// <param name="settings">Say how often.</param>
internal sealed class RevalidatedCaller(ILoggerFactory logger, CallerDirectory directory, SignInSettings settings) : RevalidatingServerAuthenticationStateProvider(logger)
{
    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => settings.RevalidateEvery;

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var signedIn = Caller.From(authenticationState.User);
        // A role more is no reason to interrupt; commands look rights up afresh anyway. A role less ends the page.
        return await directory.RefreshAsync(signedIn, cancellationToken) is { } present && signedIn.Roles.All(present.Roles.Contains);
    }
}
