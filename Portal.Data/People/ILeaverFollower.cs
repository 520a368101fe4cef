using Portal.Data.Commands;

namespace Portal.Data.People;

/// <summary>A feature that acts when people leave or come back, in the transaction in which they do. Features above People register theirs.</summary>
public interface ILeaverFollower
{
    /// <summary>Settles what follows. The people's rows are written already, so that queries see who is here.</summary>
    /// <param name="scope">The command that said so.</param>
    /// <param name="left">Who was here and is no longer.</param>
    /// <param name="back">Who is here again.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    Task FollowAsync(CommandScope scope, IReadOnlyList<Person> left, IReadOnlyList<Person> back, CancellationToken cancellationToken);
}
