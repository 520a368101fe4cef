namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>Finds escalation paths between AWS identities.</summary>
internal sealed class AwsEscalationFinder : IEscalationFinder
{
    /// <inheritdoc/>
    public EscalationMap Find(IReadOnlyList<EscalationSubject> subjects, CancellationToken cancellationToken)
    {
        var search = new EscalationSearch(subjects);
        search.Run(cancellationToken);
        return search.Map;
    }
}
