using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>The table of what the portal means to do on platforms.</summary>
internal sealed class CarryActConfiguration : IEntityTypeConfiguration<CarryAct>
{
    private const int HashLength = 64;

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<CarryAct> builder)
    {
        builder.ToTable("carry_acts");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Plan).HasMaxLength(HashLength);
        builder.Property(a => a.Before).StoredAsJson();
        builder.Property(a => a.Problem).HasMaxLength(Remediation.ProblemLength);
        builder.HasIndex(a => new { a.RemediationId, a.CreatedAt });
        builder.HasIndex(a => new { a.State, a.NextAttemptAt });
        builder.HasIndex(a => a.StartedAt);
        builder.HasOne<Remediation>().WithMany().HasForeignKey(a => a.RemediationId).OnDelete(DeleteBehavior.Restrict);
    }
}
