using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Data.Access;
using Portal.Data.People.Sessions;

namespace Portal.Hosting.SignIn;

/// <summary>
/// Ties an open page to its person's session: what they do in it keeps the session from idling away, and nobody opens more pages than they
/// could look at.
/// </summary>
/// <param name="signedIn">Knows whose page it is.</param>
/// <param name="sessions">Keeps the session's clock.</param>
/// <param name="open">Counts open pages.</param>
/// <param name="clock">The time.</param>
internal sealed class SessionCircuit(AuthenticationStateProvider signedIn, SessionQueries sessions, OpenPages open, TimeProvider clock) : CircuitHandler
{
    private Caller? _caller;
    private DateTimeOffset _touchedAt;
    private bool _isCounted;

    /// <inheritdoc/>
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if ((await signedIn.GetAuthenticationStateAsync()).User is not { Identity.IsAuthenticated: true } user)
        {
            return;
        }
        _caller = Caller.From(user);
        open.Open(_caller.Id);
        _isCounted = true;
    }

    /// <inheritdoc/>
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_isCounted)
        {
            _isCounted = false;
            open.Close(_caller!.Id);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        var now = clock.GetUtcNow();
        if (now - _touchedAt >= SessionLimits.Step && Guid.TryParse(_caller?.Session, out var session))
        {
            _touchedAt = now;
            await sessions.TouchAsync(new SessionId(session), CancellationToken.None);
        }
        await next(context);
    };
}
