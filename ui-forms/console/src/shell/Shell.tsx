import {
  Header,
  HeaderContainer,
  HeaderMenuButton,
  HeaderName,
  HeaderNavigation,
  HeaderSideNavItems,
  SideNav,
  SideNavItems,
  SkipToContent,
} from '@carbon/react'
import { Outlet } from '@tanstack/react-router'
import { zoneName } from '../ui/format'
import { GlobalStatus } from './GlobalStatus'
import { NavLinks } from './NavLinks'
import { SessionBanner } from './SessionBanner'
import { Who } from './Who'

const zone = `${zoneName(new Date())}, ${new Intl.DateTimeFormat().resolvedOptions().timeZone}`

export function Shell() {
  return (
    <>
      <HeaderContainer
        render={({ isSideNavExpanded, onClickSideNavExpand }) => (
          <Header aria-label="Cordon" className="masthead">
            <SkipToContent />
            <HeaderMenuButton
              aria-label={isSideNavExpanded ? 'Close menu' : 'Open menu'}
              isActive={isSideNavExpanded}
              onClick={onClickSideNavExpand}
            />
            <HeaderName href="/incidents" prefix="">
              Cordon
            </HeaderName>
            <HeaderNavigation aria-label="Pages">
              <NavLinks />
            </HeaderNavigation>
            <div className="masthead-end">
              <GlobalStatus />
              <span className="wide-only">
                <Who />
              </span>
            </div>
            <SideNav
              aria-label="Menu"
              expanded={isSideNavExpanded}
              isPersistent={false}
              isFixedNav={false}
              onSideNavBlur={onClickSideNavExpand}
              onOverlayClick={onClickSideNavExpand}
            >
              <SideNavItems>
                <HeaderSideNavItems>
                  <NavLinks onGo={onClickSideNavExpand} />
                </HeaderSideNavItems>
                <li className="side-who">
                  <Who />
                </li>
              </SideNavItems>
            </SideNav>
          </Header>
        )}
      />
      <SessionBanner />
      <main id="main-content" className="page" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="foot quiet">
        Times are relative; hover or focus one for UTC and your zone ({zone}).
      </footer>
    </>
  )
}
