using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Inventory;

/// <summary>The table of policies that memberships hand on.</summary>
internal sealed class GroupPolicyConfiguration : IEntityTypeConfiguration<GroupPolicy>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<GroupPolicy> builder)
    {
        builder.ToTable("group_policies");
        builder.HasKey(p => new { p.Policy, p.EntitlementId });
        builder.Property(p => p.Policy).HasMaxLength(IdentityConfiguration.NativeIdLength);
        builder.HasOne<Entitlement>().WithMany().HasForeignKey(p => p.EntitlementId).OnDelete(DeleteBehavior.Restrict);
    }
}
