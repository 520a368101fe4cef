using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Sources;

namespace Portal.Data.Inventory;

/// <summary>The table of resource policies.</summary>
internal sealed class ResourcePolicyConfiguration : IEntityTypeConfiguration<ResourcePolicy>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ResourcePolicy> builder)
    {
        builder.ToTable("resource_policies");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Resource).HasMaxLength(IdentityConfiguration.NativeIdLength);
        builder.HasIndex(p => new { p.SourceId, p.Resource });
        builder.HasOne<Source>().WithMany().HasForeignKey(p => p.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}
