using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Data.Access;

namespace Portal.Demo;

/// <summary>Switches the event simulator on and off.</summary>
/// <param name="simulator">The simulator.</param>
public sealed partial class SimulatorSwitch(EventSimulator simulator) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Caller? _by;

    /// <summary>Who is signed in.</summary>
    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        simulator.Switched -= OnSwitched;
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (SignedIn is not null && await SignedIn is { User.Identity.IsAuthenticated: true } state)
        {
            _by = Caller.From(state.User);
            simulator.Switched += OnSwitched;
        }
    }

    private Task SwitchAsync() => simulator.SwitchAsync(!simulator.IsOn, _by!, _leaving.Token);

    private void OnSwitched(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);
}
