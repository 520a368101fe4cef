using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Packs;
using Portal.Data.Audit.Proofs;
using Portal.Data.Audit.Verification;

namespace Portal.Data.Audit;

/// <summary>Registers the record.</summary>
public static class AuditFeature
{
    /// <summary>Adds the feature. <see cref="AuditOptions"/> come from the host.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditQueries>()
        .AddSingleton<AuditProofs>()
        .AddSingleton<AuditKeys>()
        .AddSingleton<WritePack>()
        .AddSingleton<WriteCheckpoints>()
        .AddSingleton<VerifyRecord>();
}
