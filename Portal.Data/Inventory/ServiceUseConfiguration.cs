using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Inventory;

/// <summary>The table of what identities used.</summary>
internal sealed class ServiceUseConfiguration : IEntityTypeConfiguration<ServiceUse>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ServiceUse> builder)
    {
        builder.ToTable("service_uses");
        builder.HasKey(u => new { u.IdentityId, u.Service, u.Action });
        builder.HasOne<Identity>().WithMany().HasForeignKey(u => u.IdentityId).OnDelete(DeleteBehavior.Cascade);
    }
}
