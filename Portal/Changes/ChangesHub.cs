using Microsoft.AspNetCore.SignalR;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Hosting.SignIn;

namespace Portal.Changes;

/// <summary>
/// Changes as they arrive, for programs and for other people's dashboards. The server calls <c>Change(change)</c>, in the shape of the API,
/// and <c>Dropped(count)</c> when a client was too slow for some, or was away for too many.
/// </summary>
/// <param name="subscriptions">Who wants what.</param>
/// <param name="changes">Knows where a client had come to.</param>
/// <param name="directory">Knows present rights.</param>
/// <param name="connections">Who is here.</param>
[RequireRight(Right.ReadInventory)]
public sealed class ChangesHub(ChangeSubscriptions subscriptions, ChangeQueries changes, ICallerDirectory directory, HubConnections connections) : Hub
{
    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        connections.Add(Context.ConnectionId, Caller.From(Context.User!), Context.Abort);
        return base.OnConnectedAsync();
    }

    /// <summary>Sends what fits from now on, or after the last change that the client has seen; a second call replaces the first.</summary>
    /// <exception cref="HubException">The filter makes no sense, or the caller may read changes no longer.</exception>
    [HubMethodName("Subscribe")]
    public async Task SubscribeAsync(ChangeSubscription? wanted)
    {
        wanted ??= new();
        var filter = wanted.ToFilter();
        if (await directory.RefreshAsync(Caller.From(Context.User!), Context.ConnectionAborted) is not { } caller || !caller.Can(Right.ReadInventory))
        {
            subscriptions.Remove(Context.ConnectionId);
            throw new HubException("You may not read changes any more.");
        }
        var since = wanted.ToSince() is not { } id ? (long?)null
            : await changes.FindSequenceAsync(id, caller, Context.ConnectionAborted)
                ?? throw new HubException("since is not the id of a change. Leave it out to hear of what comes from now on.");
        subscriptions.Add(Context.ConnectionId, caller, filter, wanted.MinimumRisk, since, Context.Abort);
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
