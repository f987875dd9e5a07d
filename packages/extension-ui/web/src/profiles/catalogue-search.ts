import type { ProfileDetail } from '@syncgrant/contracts';
import type { Permission, PermissionTree } from './permission-tree.ts';

interface FoundCategory {
  readonly name: string;
  readonly label: string;
  readonly permissions: readonly Permission[];
}

export interface FoundSection {
  readonly name: string;
  readonly categories: readonly FoundCategory[];
}

/**
 * The sections of a profile with the permissions that match every word of `search`, by their own or their
 * category's label, module or name, and that `isShown`. Categories and sections without a match are left out.
 */
export function searchCatalogue(
  sections: ProfileDetail['sections'],
  tree: PermissionTree,
  search: string,
  isShown: (permission: Permission) => boolean = () => true,
): readonly FoundSection[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return sections
    .map((section) => ({
      name: section.name,
      categories: section.categories
        .map((category) => ({
          name: category.name,
          label: category.display_label,
          permissions: category.permissions_details
            .map((id) => tree.byId.get(id))
            .filter((permission) => permission !== undefined)
            .filter((permission) => {
              if (!isShown(permission)) return false;
              const { display_label, module, name } = permission;
              const described =
                `${category.display_label} ${display_label} ${module ?? ''} ${name}`.toLowerCase();
              return words.every((word) => described.includes(word));
            }),
        }))
        .filter((category) => category.permissions.length > 0),
    }))
    .filter((section) => section.categories.length > 0);
}
