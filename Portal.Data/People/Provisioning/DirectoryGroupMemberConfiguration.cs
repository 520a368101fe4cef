using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.People.Provisioning;

/// <summary>The table of who is in which group.</summary>
internal sealed class DirectoryGroupMemberConfiguration : IEntityTypeConfiguration<DirectoryGroupMember>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<DirectoryGroupMember> builder)
    {
        builder.ToTable("directory_group_members");
        builder.HasKey(m => new { m.GroupId, m.PersonId });
        builder.HasIndex(m => m.PersonId);
        builder.HasOne<DirectoryGroup>().WithMany().HasForeignKey(m => m.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
