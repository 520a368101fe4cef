using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>The table of changed risks.</summary>
internal sealed class RiskChangeConfiguration : IEntityTypeConfiguration<RiskChange>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<RiskChange> builder)
    {
        builder.ToTable("risk_changes");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Came).StoredAsJson();
        builder.Property(c => c.Went).StoredAsJson();
        builder.HasOne<Identity>().WithMany().HasForeignKey(c => c.IdentityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Agent>().WithMany().HasForeignKey(c => c.AgentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(c => new { c.IdentityId, c.Id });
        builder.HasIndex(c => new { c.AgentId, c.Id });
        builder.HasIndex(c => c.At);
    }
}
