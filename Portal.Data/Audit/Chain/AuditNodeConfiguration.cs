using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Audit.Chain;

/// <summary>The table of the tree's stored nodes.</summary>
internal sealed class AuditNodeConfiguration : IEntityTypeConfiguration<AuditNode>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AuditNode> builder)
    {
        builder.ToTable("audit_nodes");
        builder.HasKey(n => new { n.Level, n.Place });
    }
}
