import { buildRouteMap } from '@stricli/core'
import { helpText, type WarmkeyCommand } from './command.ts'
import { routes } from './profile/routes.ts'

const brief = 'Add, list, show, edit and remove profiles'

export const profile: WarmkeyCommand = {
  name: 'profile',
  brief,
  command: buildRouteMap({
    routes,
    docs: {
      brief,
      fullDescription: helpText(
        'A profile says where a credential comes from and which API it is for. Each command changes your configuration in\nplace, with your comments and your order, and a daemon that runs takes the change over.',
        [
          ['warmkey profile add', 'a new one'],
          ['warmkey profile list', 'all of them'],
          ['warmkey profile undo', 'the last change back'],
        ],
      ),
    },
  }),
}
