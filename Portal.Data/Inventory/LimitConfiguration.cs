using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Sources;

namespace Portal.Data.Inventory;

/// <summary>The table of limits.</summary>
internal sealed class LimitConfiguration : IEntityTypeConfiguration<Limit>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Limit> builder)
    {
        builder.ToTable("limits");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Target).HasMaxLength(IdentityConfiguration.NativeIdLength);
        builder.Property(l => l.Key).HasMaxLength(IdentityConfiguration.NativeIdLength);
        builder.HasIndex(l => new { l.SourceId, l.Target });
        builder.HasIndex(l => l.Key);
        builder.HasOne<Source>().WithMany().HasForeignKey(l => l.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}
