namespace Portal.Data.Platforms;

/// <summary>Finds by what identities can become one another, from documents alone: no storage, no clock, same input same answer.</summary>
public interface IEscalationFinder
{
    /// <summary>The map of everything that <paramref name="subjects"/> can become.</summary>
    /// <param name="subjects">All identities of the platform, or those that a question is about.</param>
    /// <param name="cancellationToken">Stops.</param>
    EscalationMap Find(IReadOnlyList<EscalationSubject> subjects, CancellationToken cancellationToken);
}
