using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Tests.Support;

/// <summary>
/// Listens to the commands that are sent to one database, and asks that database how it carries them out: for tests of what a query reads,
/// where the time that it takes would say little.
/// </summary>
internal sealed class SeenCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly string Executed = RelationalEventId.CommandExecuted.Name!;
    private readonly ConcurrentQueue<SeenCommand> _seen = new();
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];
    private readonly string _database;

    /// <summary>Listens to a database.</summary>
    /// <param name="connection">A connection to it.</param>
    public SeenCommands(DbConnection connection)
    {
        _database = NameOf(connection);
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>The commands that <paramref name="act"/> sends, in order.</summary>
    public async Task<IReadOnlyList<SeenCommand>> OfAsync(Func<Task> act)
    {
        // EF Core remembers for a second that nobody listened.
        for (var patience = 0; patience < 30; patience++)
        {
            _seen.Clear();
            await act();
            if (!_seen.IsEmpty)
            {
                return [.. _seen];
            }
            await Task.Delay(100);
        }
        throw new InvalidOperationException("No command was seen.");
    }

    /// <inheritdoc/>
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(value.Subscribe(this, name => name == Executed));
        }
    }

    /// <inheritdoc/>
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData { Command: { Connection: { } connection } command } && NameOf(connection) == _database)
        {
            _seen.Enqueue(new(command.CommandText, [.. command.Parameters.Cast<DbParameter>()]));
        }
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
    }

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_subscriptions.TryTake(out var subscription))
        {
            subscription.Dispose();
        }
    }

    private static string NameOf(DbConnection connection) => $"{connection.DataSource}/{connection.Database}";
}
