using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>The table of entitlements.</summary>
internal sealed class EntitlementConfiguration : IEntityTypeConfiguration<Entitlement>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Entitlement> builder)
    {
        builder.ToTable("entitlements");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Key).HasMaxLength(IdentityConfiguration.NativeIdLength);
        builder.Property(e => e.Documents).StoredAsJson();
        builder.HasIndex(e => new { e.IdentityId, e.ObservedFrom });
        builder.HasIndex(e => e.Key);
        builder.HasOne<Identity>().WithMany().HasForeignKey(e => e.IdentityId).OnDelete(DeleteBehavior.Restrict);
    }
}
