using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Certificates;

/// <summary>The table of what was attested.</summary>
internal sealed class CertificateConfiguration : IEntityTypeConfiguration<Certificate>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Certificate> builder)
    {
        builder.ToTable("certificates");
        builder.HasKey(c => new { c.IdentityId, c.Kind, c.Key });
        builder.Property(c => c.Documents).StoredAsJson();
        builder.HasOne<Identity>().WithMany().HasForeignKey(c => c.IdentityId).OnDelete(DeleteBehavior.Cascade);
    }
}
