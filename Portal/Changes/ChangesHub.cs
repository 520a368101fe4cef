using Microsoft.AspNetCore.SignalR;
using Portal.Data.Access;
using Portal.Hosting.SignIn;

namespace Portal.Changes;

/// <summary>
/// Changes as they arrive, for programs and for other people's dashboards. The server calls <c>Change(change)</c>, in the shape of the API,
/// and <c>Dropped(count)</c> when a client was too slow for some.
/// </summary>
/// <param name="subscriptions">Who wants what.</param>
/// <param name="connections">Who is here.</param>
[RequireRight(Right.ReadInventory)]
public sealed class ChangesHub(ChangeSubscriptions subscriptions, HubConnections connections) : Hub
{
    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        connections.Add(Context.ConnectionId, Caller.From(Context.User!), Context.Abort);
        return base.OnConnectedAsync();
    }

    /// <summary>Sends what fits from now on; a second call replaces the first.</summary>
    /// <exception cref="HubException">The filter makes no sense.</exception>
    [HubMethodName("Subscribe")]
    public Task SubscribeAsync(ChangeSubscription? wanted)
    {
        var caller = Caller.From(Context.User!);
        caller.Require(Right.ReadInventory);
        subscriptions.Add(Context.ConnectionId, caller, wanted ?? new(), Context.Abort);
        return Task.CompletedTask;
    }

    /// <summary>Sends nothing any more.</summary>
    [HubMethodName("Unsubscribe")]
    public Task UnsubscribeAsync()
    {
        subscriptions.Remove(Context.ConnectionId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        subscriptions.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
