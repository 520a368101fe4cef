using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Audit.Chain;

/// <summary>The table of the one row; the migration puts it there.</summary>
internal sealed class AuditHeadConfiguration : IEntityTypeConfiguration<AuditHead>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("audit_log");
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.HasData(new AuditHead { Hash = new byte[MerkleHash.Length] });
    }
}
