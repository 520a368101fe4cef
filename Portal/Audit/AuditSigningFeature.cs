namespace Portal.Audit;

/// <summary>Registers what keeps the audit trail signed.</summary>
internal static class AuditSigningFeature
{
    /// <summary>Adds it. First of what runs in the background, so that it stops last and signs what the others wrote.</summary>
    public static IServiceCollection AddAuditSigning(this IServiceCollection services) => services.AddHostedService<Checkpointer>();
}
