using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.People;

/// <summary>The table of people.</summary>
internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.AssignedRoles).StoredAsJson();
        builder.HasIndex(p => p.Email).IsUnique();
        builder.HasIndex(p => p.UserName).IsUnique();
        builder.HasIndex(p => p.DirectoryId).IsUnique();
        builder.HasIndex(p => new { p.Name, p.Id });
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.ManagerId).OnDelete(DeleteBehavior.Restrict);
    }
}
