using System.Data.Common;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.Commands;

/// <summary>A command in a group, with what it answers.</summary>
/// <typeparam name="T">What it answers.</typeparam>
/// <param name="by">The caller with its present rights.</param>
/// <param name="work">What it does.</param>
/// <param name="clock">The time.</param>
/// <param name="cancellationToken">The caller gives up.</param>
internal sealed class CommandInGroup<T>(Caller by, Func<CommandScope, CancellationToken, Task<T>> work, TimeProvider clock, CancellationToken cancellationToken)
    : GroupMember
{
    private readonly TaskCompletionSource<(bool IsLetGo, T Answer)> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private T? _answer;
    private Exception? _exception;

    /// <summary>The answer, once it is durable; or that the caller has to run it by itself.</summary>
    public Task<(bool IsLetGo, T Answer)> Settled => _settled.Task;

    /// <inheritdoc/>
    public override async Task<CommandScope?> RunAsync(SharedTransaction transaction)
    {
        await using var part = transaction.Begin();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var scope = new CommandScope(() => part.Db, by, clock.GetUtcNow());
            _answer = await WorkAsync(scope);
            cancellationToken.ThrowIfCancellationRequested();
            if (scope.Entries.Count > 0)
            {
                await part.KeepAsync(CancellationToken.None);
                return scope;
            }
        }
        catch (Exception exception)
        {
            _exception = exception;
        }
        await part.UndoAsync(CancellationToken.None);
        return null;
    }

    /// <inheritdoc/>
    public override void Answer()
    {
        switch (_exception)
        {
            case null:
                _settled.TrySetResult((false, _answer!));
                break;
            case OperationCanceledException when cancellationToken.IsCancellationRequested:
                _settled.TrySetCanceled(cancellationToken);
                break;
            case { } exception when IsOfEngine(exception):
                // A deadlock, a lock that another held too long, a key that another wrote first: it may be no fault of its own.
                LetGo();
                break;
            default:
                _settled.TrySetException(_exception);
                break;
        }
    }

    /// <inheritdoc/>
    public override void LetGo() => _settled.TrySetResult((true, default!));

    /// <inheritdoc/>
    public override void Fail(Exception exception)
    {
        if (_exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            _settled.TrySetCanceled(cancellationToken);
        }
        else
        {
            _settled.TrySetException(exception);
        }
    }

    // What EF Core says of one, it says around it.
    private static bool IsOfEngine(Exception? exception) =>
        exception is DbException or TimeoutException || (exception?.InnerException is { } inner && IsOfEngine(inner));

    /// <summary>Works in the context of the caller, which traces and cultures hang on.</summary>
    private Task<T> WorkAsync(CommandScope scope)
    {
        if (_context is null)
        {
            return work(scope, cancellationToken);
        }
        Task<T>? working = null;
        ExecutionContext.Run(_context, _ => working = work(scope, cancellationToken), state: null);
        return working!;
    }
}
