using System.Data.Common;
using Portal.Data.Storage;

namespace Portal.Data.Commands;

/// <summary>A command that waits for its group, or is in it.</summary>
internal abstract class GroupMember
{
    /// <summary>Runs it as the next part of the group's transaction. What it answers, or throws, is kept back.</summary>
    /// <returns>What it recorded; null when nothing of it is kept.</returns>
    /// <exception cref="DbException">What it wrote could not be undone: the transaction is lost.</exception>
    public abstract Task<CommandScope?> RunAsync(SharedTransaction transaction);

    /// <summary>Gives the caller what was kept back: it is durable now.</summary>
    public abstract void Answer();

    /// <summary>Lets the caller run it by itself: nothing of it happened.</summary>
    public abstract void LetGo();

    /// <summary>Tells the caller that nobody knows whether it happened.</summary>
    public abstract void Fail(Exception exception);
}
