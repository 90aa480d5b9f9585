import { getBackendSrv } from '@grafana/runtime';
import { Dropdown, Menu, ToolbarButton } from '@grafana/ui';
import React from 'react';
import type { OrgRole } from '../boot/Boot';
import { useServices } from './ServicesContext';

const roles: OrgRole[] = ['Viewer', 'Editor', 'Admin'];

/** Who one is to the server, which enforces it on every route. Changing it loads the page anew. */
export function RolePicker() {
  const { orgRole } = useServices().boot.user;
  const menu = () => (
    <Menu>
      {roles.map((role) => (
        <Menu.Item key={role} label={role} active={role === orgRole} onClick={() => void become(role)} />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu}>
      <ToolbarButton icon="user" isOpen={false} aria-label={`Role: ${orgRole}`}>
        {orgRole}
      </ToolbarButton>
    </Dropdown>
  );
}

async function become(role: OrgRole): Promise<void> {
  await getBackendSrv().post('/api/workbench/role', { role });
  window.location.reload();
}
